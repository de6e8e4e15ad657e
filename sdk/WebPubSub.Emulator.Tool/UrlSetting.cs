// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;

namespace WebPubSub.Emulator.Tool;

/// <summary>The setting <c>Urls</c>, as ASP.NET Core has it.</summary>
internal static class UrlSetting
{
    public static void Apply(string? urls, WebPubSubEmulatorOptions options)
    {
        if (string.IsNullOrEmpty(urls))
        {
            return;
        }

        if (!Uri.TryCreate(urls.TrimEnd(';'), UriKind.Absolute, out Uri? url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.PathAndQuery != "/")
        {
            throw new OptionsValidationException(
                nameof(WebPubSubEmulatorOptions),
                typeof(WebPubSubEmulatorOptions),
                [$"Urls '{urls}' is not one http or https address such as http://localhost:8080, with a port up to 65535."]);
        }

        options.Host = url.IdnHost;
        options.Port = url.Port;
        options.UseHttps = url.Scheme == Uri.UriSchemeHttps;
    }
}
