// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebPubSub;
using WebPubSub.AspNetCore;
using WebPubSub.AspNetCore.Negotiation;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Extension methods that map the endpoints at which clients get their access URL.</summary>
public static class WebPubSubNegotiateEndpointRouteBuilderExtensions
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Post];

    /// <summary>Maps an endpoint that returns the URL for a client of a hub, with an access token for the authenticated user.</summary>
    /// <typeparam name="THub">The hub, which <c>AddHub</c> registered.</typeparam>
    /// <param name="endpoints">The route builder, usually the <c>WebApplication</c>.</param>
    /// <param name="path">The path. The endpoint answers GET and POST.</param>
    /// <param name="configure">Configures the rules for user IDs, roles and groups.</param>
    /// <returns>A builder for conventions such as <c>RequireAuthorization</c>, <c>RequireCors</c> and <c>RequireRateLimiting</c>.</returns>
    /// <exception cref="ArgumentException">An option is invalid.</exception>
    /// <exception cref="InvalidOperationException">
    /// The hub is not registered, or the application has no authentication and <see cref="WebPubSubNegotiateOptions.AllowAnonymous"/> is not set.
    /// </exception>
    /// <remarks>
    /// The answer is JSON: <c>{"url":"wss://...","expiresOn":"2026-01-31T12:00:00+00:00"}</c>. No part of the request chooses the user, the roles or the groups. A caller
    /// without authentication gets 401. A page of another origin that uses the cookies of a user gets 403.
    /// See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/howto-generate-client-access-url">client access URLs</see>.
    /// </remarks>
    public static IEndpointConventionBuilder MapWebPubSubNegotiate<THub>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string path = "/negotiate", Action<WebPubSubNegotiateOptions>? configure = null)
        where THub : WebPubSubHub
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(path);
        var options = new WebPubSubNegotiateOptions();
        configure?.Invoke(options);
        IServiceProvider services = endpoints.ServiceProvider;
        Validate(options, services, path);
        WebPubSubServiceClient<THub> service = services.GetService<WebPubSubServiceClient<THub>>()
            ?? throw new InvalidOperationException("Web PubSub is not registered. Call services.AddWebPubSub(...).AddHub<THub>() first.");
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("WebPubSub.AspNetCore.Negotiate");
        IEndpointConventionBuilder endpoint = endpoints.MapMethods(path, Methods, new NegotiateEndpoint(service, options, logger).InvokeAsync)
            .WithDisplayName($"Web PubSub negotiate for hub '{service.Hub}'")
            .WithMetadata(new HttpLoggingAttribute(HttpLoggingFields.RequestPropertiesAndHeaders | HttpLoggingFields.ResponsePropertiesAndHeaders)) // the body contains a token
            .DisableCookieRedirect(); // a program needs a status instead of a sign-in page
        if (options.AllowAnonymous)
        {
            endpoint.Finally(AllowAnonymous);
        }

        return endpoint;
    }

    // A fallback policy would reject anonymous callers. Authorization metadata that the application adds stays in effect.
    private static void AllowAnonymous(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.Any(data => data is IAuthorizeData or IAuthorizationRequirementData or AuthorizationPolicy))
        {
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
        }
    }

    private static void Validate(WebPubSubNegotiateOptions options, IServiceProvider services, string path)
    {
        if (options.ExpiresAfter <= TimeSpan.Zero)
        {
            throw new ArgumentException($"WebPubSubNegotiateOptions.ExpiresAfter is {options.ExpiresAfter}. It must be positive.", nameof(options));
        }

        if (!options.AllowAnonymous && services.GetService<IAuthenticationSchemeProvider>() is null)
        {
            throw new InvalidOperationException(
                $"The endpoint '{path}' needs to know the user, but the application has no authentication. Call builder.Services.AddAuthentication(...), "
                + "or set WebPubSubNegotiateOptions.AllowAnonymous if each caller may connect as an anonymous client.");
        }
    }
}
