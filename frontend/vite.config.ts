import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: {
    outDir: "../src/power_usage/web/static/dist",
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900, // ECharts; loaded after the page is there
    rollupOptions: { input: "src/main.ts" },
  },
});
