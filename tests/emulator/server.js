// telegram-test-api, a Bot API server that is not ours, with the one method it lacks: sendPhoto.
//   node server.js PORT      GET /history    POST /write {chat, text}    POST /press {chat, data}
const http = require("node:http");
const TelegramServer = require("telegram-test-api");

const TOKEN = "123:abc";
const emulator = new TelegramServer({ storage: "RAM", storeTimeout: 86_400 });

// Two details in which it differs from Telegram: dates in milliseconds, and a pressed button without its chat.
const said = emulator.addBotMessage.bind(emulator);
emulator.addBotMessage = (message, token) => ({ ...said(message, token), date: Math.floor(Date.now() / 1000) });
const update = TelegramServer.formatUpdate;
TelegramServer.formatUpdate = (entry) => {
  const formatted = update(entry);
  if (formatted.callback_query) formatted.callback_query.chat_instance = "1";
  return formatted;
};

async function body(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function photo(request) {
  const headers = { "content-type": request.headers["content-type"] };
  const form = await new Request("http://localhost/", { method: "POST", headers, body: await body(request) }).formData();
  const parts = Object.fromEntries([...form].filter(([, part]) => typeof part === "string"));
  const file = [...form.values()].find((part) => typeof part !== "string");
  if (!file) return { ok: false, error_code: 400, description: "Bad Request: there is no photo in the request" };
  const picture = Buffer.from(await file.arrayBuffer());
  const sent = { ...parts, text: parts.caption ?? "", picture: picture.toString("base64") };
  const { message_id, chat } = emulator.addBotMessage(sent, TOKEN);
  const size = { file_id: "f", file_unique_id: "u", width: picture.readUInt32BE(16), height: picture.readUInt32BE(20) };
  return { ok: true, result: { message_id, chat, date: 0, photo: [size] } };
}

function person(chat) {
  return { id: chat, first_name: "Person", is_bot: false, type: "private" };
}

const CONTROLS = {
  "/write": ({ chat, text }) =>
    emulator.addUserMessage({ botToken: TOKEN, from: person(chat), chat: person(chat), date: 0, text }),
  "/press": ({ chat, data }) => {
    const message = { message_id: 1, date: 0, chat: person(chat), from: person(chat), text: "" };
    return emulator.addUserCallback({ botToken: TOKEN, from: person(chat), message, data });
  },
};

const server = http.createServer(async (request, response) => {
  const answer = (content) => {
    response.writeHead(content.ok === false ? content.error_code : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(content));
  };
  if (request.url === `/bot${TOKEN}/sendPhoto`) answer(await photo(request));
  else if (request.url === "/history") answer(emulator.getUpdatesHistory(TOKEN));
  else if (request.url in CONTROLS) {
    await CONTROLS[request.url](JSON.parse((await body(request)).toString()));
    answer({});
  } else emulator.webServer(request, response);
});
server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("ready"));
