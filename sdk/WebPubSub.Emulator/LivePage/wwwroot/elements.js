export const $ = id => document.getElementById(id);

export function element(tag, className, ...children) {
  const created = document.createElement(tag);
  created.className = className;
  created.append(...children.filter(child => child !== null && child !== undefined));
  return created;
}

export function button(text, action, className = 'quiet') {
  const created = element('button', className, text);
  created.type = 'button';
  created.addEventListener('click', action);
  return created;
}

export function setText(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

const clock = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' });

export const timeOf = milliseconds => clock.format(milliseconds);

export function splitList(text) {
  return text.split(',').map(item => item.trim()).filter(item => item);
}

export async function post(url, body) {
  const response = await fetch(url, {
    method: 'POST',
    headers: body ? { 'Content-Type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  }).catch(() => {
    throw new Error('The emulator does not answer.');
  });
  if (!response.ok) {
    throw new Error(await response.text() || `The emulator answered ${response.status}.`);
  }

  return response;
}
