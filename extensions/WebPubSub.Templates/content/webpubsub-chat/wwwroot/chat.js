const firstDelay = 500;
const longestDelay = 5000;

const $ = id => document.getElementById(id);

let name = "";
let socket;
let delay = firstDelay;
let lastAckId = 0;

$("sign-in").addEventListener("submit", async event => {
  event.preventDefault();
  name = $("name").value.trim();
  try {
    await connect();
    $("me").textContent = name;
    $("sign-in-view").hidden = true;
    $("chat-view").hidden = false;
    $("text").focus();
  } catch (error) {
    $("error").textContent = error.message;
  }
});

$("send").addEventListener("submit", event => {
  event.preventDefault();
  socket.send(JSON.stringify({ type: "event", event: "say", ackId: ++lastAckId, dataType: "json", data: { text: $("text").value } }));
  $("text").value = "";
});

// Each connection needs a new URL, because the token in the URL expires.
// The tabs of a browser share one cookie, so each tab signs in with its own name first.
async function connect() {
  await post("sign-in", { name });
  const { url } = await (await post("negotiate")).json();
  await open(url);
  delay = firstDelay;
  showStatus(true);
  socket.addEventListener("close", reconnect);
}

async function post(path, body) {
  const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  if (!response.ok) {
    throw new Error(await response.text() || `The server answered ${response.status}.`);
  }

  return response;
}

function open(url) {
  return new Promise((resolve, reject) => {
    socket = new WebSocket(url, "json.webpubsub.azure.v1");
    socket.addEventListener("close", () => reject(new Error("The service is not available.")));
    socket.addEventListener("message", event => {
      const frame = JSON.parse(event.data);
      if (frame.type === "system" && frame.event === "connected") {
        resolve();
      } else if (frame.type === "message") {
        // A message that a client sent to the group has the user ID of that client. The service sets it, so a client can't change it.
        show(frame.fromUserId ?? frame.data.from, frame.data.text);
      } else if (frame.type === "ack" && !frame.success) {
        show(null, "The message was not accepted.");
      }
    });
  });
}

async function reconnect() {
  showStatus(false);
  await new Promise(resolve => setTimeout(resolve, delay));
  delay = Math.min(delay * 2, longestDelay);
  connect().catch(reconnect);
}

function show(from, text) {
  const item = document.createElement("li");
  item.className = from ? "message" : "notice";
  item.classList.toggle("mine", from === name);
  if (from) {
    item.append(Object.assign(document.createElement("b"), { textContent: from }));
  }

  item.append(text); // as text, so a message can't contain markup
  $("messages").append(item);
  item.scrollIntoView({ block: "end" });
}

function showStatus(connected) {
  $("status").textContent = connected ? "Connected" : "Reconnecting…";
  $("status").classList.toggle("connected", connected);
  $("send").querySelector("button").disabled = !connected;
}
