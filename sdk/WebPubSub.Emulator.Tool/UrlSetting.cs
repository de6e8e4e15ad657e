// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace WebPubSub.Emulator.Tool;

/// <summary>Parser for the setting <c>Urls</c> of ASP.NET Core.</summary>
internal static partial class UrlSetting
{
    [GeneratedRegex(@"//[+*](?=[:/]|$)")]
    private static partial Regex AnyAddress();

    public static void Apply(string? urls, WebPubSubEmulatorOptions options)
    {
        if (string.IsNullOrEmpty(urls))
        {
            return;
        }

        urls = AnyAddress().Replace(urls, "//0.0.0.0"); // + and * mean every address, which is usual in containers
        if (!Uri.TryCreate(urls.TrimEnd(';'), UriKind.Absolute, out Uri? url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.PathAndQuery != "/")
        {
            throw new OptionsValidationException(
                nameof(WebPubSubEmulatorOptions),
                typeof(WebPubSubEmulatorOptions),
                [$"Urls '{urls}' is invalid. Use one http or https URL with a port up to 65535, such as http://localhost:8080."]);
        }

        options.Host = url.IdnHost;
        options.Port = url.Port;
        options.UseHttps = url.Scheme == Uri.UriSchemeHttps;
    }
}
