// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Configuration;

/// <summary>Validates and resolves the URL templates of event handlers. See docs/protocols/event-handler.md#23-url-templates.</summary>
internal static class UrlTemplate
{
    private const string ValidationEvent = "validate";

    public static string? Validate(string template) => template switch
    {
        "" => "is missing.",
        _ when template.Contains("{@Microsoft.KeyVault", StringComparison.OrdinalIgnoreCase) =>
            "refers to a key vault, which the emulator cannot read. Write the secret into the URL.",
        _ when template.StartsWith("tunnel:", StringComparison.OrdinalIgnoreCase) =>
            "is a tunnel, which the emulator does not support. Use the http URL of the event handler.",
        _ when FindUnknownParameter(template) is { } parameter =>
            $"contains the parameter '{parameter}'. The emulator supports {{hub}} and {{event}}. Other braces must be percent-encoded.",
        _ when IsPath(template) => null,
        _ when AuthorityFor(template, "hub", "event") is null => "is not an absolute http or https URL.",
        _ when AuthorityFor(template, "other", "other") != AuthorityFor(template, "hub", "event") => "has a parameter before its path. Use parameters only in the path and the query.",
        _ => null,
    };

    /// <summary>Returns whether a template is a path, and not a URL. The application that hosts the emulator resolves it.</summary>
    public static bool IsPath(string template) => template.StartsWith('/') && !template.StartsWith("//", StringComparison.Ordinal);

    /// <summary>Returns the URL for an event. A path requires the address of the application that hosts the emulator.</summary>
    public static Uri Resolve(string template, string hub, string eventName, Uri? application)
    {
        string url = Fill(template, hub, eventName);
        return IsPath(template) ? new Uri(application!, url) : new Uri(url);
    }

    public static Uri ResolveValidation(string template, string hub, Uri? application) =>
        Resolve(template, hub, ValidationEvent, application);

    /// <summary>Returns a URL without its query and user information, which may contain a secret.</summary>
    public static Uri ForLog(Uri url) =>
        url.Query.Length == 0 && url.UserInfo.Length == 0 ? url : new UriBuilder(url) { Query = "", UserName = "", Password = "" }.Uri;

    /// <summary>Returns a template without its query and user information, which may contain a secret.</summary>
    public static string ForShow(string template)
    {
        string address = template.Split('?', 2)[0];
        int start = address.IndexOf("://", StringComparison.Ordinal) + 3;
        int end = address.IndexOf('/', Math.Min(start, address.Length));
        int user = start < 3 ? -1 : address.LastIndexOf('@', (end < 0 ? address.Length : end) - 1);
        return user < start ? address : address[..start] + address[(user + 1)..];
    }

    private static string? AuthorityFor(string template, string hub, string eventName) =>
        Uri.TryCreate(Fill(template, hub, eventName), UriKind.Absolute, out Uri? url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url.GetComponents(UriComponents.Scheme | UriComponents.StrongAuthority, UriFormat.UriEscaped)
            : null;

    private static string? FindUnknownParameter(string template)
    {
        string filled = Fill(template, "", "");
        int start = filled.IndexOfAny(['{', '}']);
        int end = start < 0 ? -1 : filled.IndexOf('}', start);
        return start < 0 ? null : end < 0 ? filled[start..] : filled[start..(end + 1)];
    }

    private static string Fill(string template, string hub, string eventName) => template
        .Replace("{hub}", Uri.EscapeDataString(hub), StringComparison.OrdinalIgnoreCase)
        .Replace("{event}", Uri.EscapeDataString(eventName), StringComparison.OrdinalIgnoreCase);
}
