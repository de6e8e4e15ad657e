// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;

namespace WebPubSub.AspNetCore.Dispatch;

/// <summary>What a developer sees who opens the path in a browser. For development only.</summary>
internal static class HelpPage
{
    public static string Create(string hubName, string path)
    {
        string hub = WebUtility.HtmlEncode(hubName);
        string url = WebUtility.HtmlEncode(path);
        return $$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Event handler of hub {{hub}}</title>
            <style>
              :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
              body { max-width: 46rem; margin: 3rem auto; padding: 0 1rem }
              h1 { font-size: 1.5rem }
              code, pre { font-family: ui-monospace, monospace; background: color-mix(in srgb, currentColor 9%, transparent); border-radius: 4px; padding: .1em .3em }
              pre { padding: .8em 1em; overflow-x: auto; font-size: .875rem }
            </style>
            </head>
            <body>
            <h1>This is the event handler of hub <code>{{hub}}</code></h1>
            <p>It is here for Azure Web PubSub and its emulator, not for a browser. Tell them this address, under a host that they can reach:</p>
            <pre>https://&lt;host&gt;{{url}}</pre>
            <p>At Azure:</p>
            <pre>az webpubsub hub create --hub-name "{{hub}}" \
              --name "&lt;resource&gt;" --resource-group "&lt;group&gt;" \
              --event-handler url-template="https://&lt;host&gt;{{url}}" \
                user-event-pattern="*" system-event="connect" \
                system-event="connected" system-event="disconnected"</pre>
            <p>At the emulator on this machine, as environment variables or settings:</p>
            <pre>WebPubSub__Hubs__{{hub}}__EventHandlers__0__UrlTemplate=http://localhost:&lt;port&gt;{{url}}
            WebPubSub__Hubs__{{hub}}__EventHandlers__0__EventPattern=*</pre>
            <p>Nothing arrives? The log of this application has a line for every request that it refused, with the reason and what to change. No line:
            the request never came this far. This page is shown in the Development environment only.</p>
            </body>
            </html>
            """;
    }
}
