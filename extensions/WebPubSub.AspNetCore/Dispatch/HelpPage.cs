// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace WebPubSub.AspNetCore.Dispatch;

/// <summary>The help page for a developer who opens the path of an event handler in a browser. It shows the settings for the service and for the emulator.</summary>
/// <param name="hubName">The name of the hub.</param>
/// <param name="events">The events that the hub needs.</param>
internal sealed class HelpPage(string hubName, WebPubSubHubEvents events)
{
    private const string Style = """

          :root {
            color-scheme: light dark;
            --page: light-dark(#f3f5f9, #12151c); --surface: light-dark(#fff, #1b2029); --line: light-dark(#dfe4ec, #2c3340);
            --text: light-dark(#1c2430, #e8ecf3); --muted: light-dark(#5a6679, #98a5b8);
          }
          * { box-sizing: border-box }
          body { margin: 0; padding: 1rem; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif }
          main { max-width: 52rem; margin: 1rem auto; padding: 1rem 1.5rem 1.5rem; background: var(--surface); border: 1px solid var(--line); border-radius: 10px }
          h1 { font-size: 1.35rem; overflow-wrap: anywhere }
          h2 { font-size: 1.05rem; margin: 1.5rem 0 .25rem }
          p { margin: .5rem 0 }
          .muted { color: var(--muted) }
          code, pre { font-family: ui-monospace, "Cascadia Code", "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .9em }
          pre { padding: .7rem .9rem; background: var(--page); border: 1px solid var(--line); border-radius: 7px; white-space: pre-wrap; overflow-wrap: anywhere }

        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task WriteAsync(HttpContext http)
    {
        IHeaderDictionary headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(Create(http.Request), http.RequestAborted);
    }

    private string Create(HttpRequest request)
    {
        string path = EscapeForShell((request.PathBase + request.Path).ToUriComponent());
        string host = EscapeForShell(request.Host.ToUriComponent());
        string hub = WebUtility.HtmlEncode(hubName);
        return $$"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Event handler of hub {{hub}}</title><style>{{Style}}</style></head>
            <body>
            <main>
            <h1>Event handler of hub <code>{{hub}}</code></h1>
            <p>Azure Web PubSub and its emulator send events to this address. Enter it in the settings of the hub.</p>
            <h2>Emulator on this machine</h2>
            <p class="muted">As environment variables, or as settings with <code>:</code> in place of <code>__</code>:</p>
            <pre>{{CreateEmulatorSettings($"{request.Scheme}://{host}{path}")}}</pre>
            <h2>Azure</h2>
            <p class="muted">Replace the host with a public host, and the names of the resource and of its resource group:</p>
            <pre>az webpubsub hub create --hub-name '{{hub}}' --name '&lt;resource&gt;' --resource-group '&lt;group&gt;' --event-handler url-template='https://&lt;public host&gt;{{path}}'{{CreateAzureArguments()}}</pre>
            {{CreateGroupNote()}}
            <h2>If no event arrives</h2>
            <p>The log of this application has a line for each request that it rejected, with the reason and the setting to change. If it has no line for a request, the request
            did not reach the application.</p>
            <p class="muted">This page is shown in the Development environment only.</p>
            </main>
            </body>
            </html>
            """;
    }

    private string CreateEmulatorSettings(string address)
    {
        string prefix = $"WebPubSub__Hubs__{WebUtility.HtmlEncode(hubName)}__EventHandlers__0__";
        IEnumerable<(string Name, string Value)> settings =
        [
            ("UrlTemplate", address),
            .. events.UserEventPattern is { } pattern ? [("EventPattern", pattern)] : Array.Empty<(string, string)>(),
            .. events.SystemEvents.Select((name, i) => ($"SystemEvents__{i}", name)),
            .. events.GroupPresenceEvents.Select((name, i) => ($"GroupPresenceEvents__EventNames__{i}", name)),
        ];
        return string.Join('\n', settings.Select(setting => $"{prefix}{setting.Name}='{setting.Value}'"));
    }

    private string CreateAzureArguments() => string.Concat(
        [.. events.UserEventPattern is { } pattern ? [$" user-event-pattern='{pattern}'"] : Array.Empty<string>(), .. events.SystemEvents.Select(name => $" system-event='{name}'")]);

    // The Azure CLI has no argument for these events.
    private string CreateGroupNote() => events.GroupPresenceEvents.Count == 0
        ? ""
        : $"<p class=\"muted\">The hub also needs the group events {string.Join(" and ", events.GroupPresenceEvents)}: set <code>groupPresenceEvents</code> of the event handler in the resource.</p>";

    // These parts come from the request, and developers paste them into a shell. All characters with a special meaning in a shell must be percent-encoded.
    // ToUriComponent encodes most of them. This method encodes those that a URL can contain unencoded.
    private static string EscapeForShell(string part)
    {
        var text = new StringBuilder();
        foreach (char character in part)
        {
            _ = "'$();&!*".Contains(character, StringComparison.Ordinal) ? text.Append(Uri.HexEscape(character)) : text.Append(character);
        }

        return WebUtility.HtmlEncode(text.ToString());
    }
}
