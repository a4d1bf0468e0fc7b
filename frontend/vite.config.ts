import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: {
    outDir: "../src/power_usage/web/static/dist",
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900, // ECharts; loaded after the page is there
    rollupOptions: {
      input: ["src/main.ts", "src/worker.ts"],
      // The worker's address stays, whatever is in it: the browser compares its content.
      output: { entryFileNames: ({ name }) => (name === "worker" ? "worker.js" : "assets/[name]-[hash].js") },
    },
  },
});
