// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>The <c>start</c> command, which runs the emulator until Ctrl+C.</summary>
/// <param name="settings">The configuration settings on the command line, such as <c>--WebPubSub:AccessKey value</c>.</param>
internal sealed class StartCommand(Dictionary<string, string?> settings)
{
    private static readonly string[] KnownSettings = ["AdvertisedAddress", "AccessKey", "SecondaryAccessKey", "EnablePreviewFeatures", "EnableLivePage", "TraceCapacity", "SendTraceContext", "AllowUnvalidatedEntraTokens", "AllowForeignOrigins", "Hubs"];

    private readonly Option<string> _urls = new("--urls")
    {
        Description = "The http or https URL to listen on. Port 0 selects a free port. Default: ASPNETCORE_URLS of the environment, or http://localhost:8080.",
        HelpName = "url",
    };

    private readonly Option<string> _advertise = new("--advertise")
    {
        Description = "The address at which clients and servers reach the emulator, for example behind the port mapping of a container: localhost:9090. Default: the address to listen on.",
        HelpName = "host[:port] or url",
    };

    private readonly Option<string> _key = new("--key") { Description = "The access key, at least 32 bytes. Default: the public key of the service team's emulator.", HelpName = "key" };

    private readonly Option<string[]> _hubs = new("--hub")
    {
        Description = "An event handler, which receives all events of the hub: chat=http://localhost:5000/eventhandler. May be repeated.",
        HelpName = "name=url",
    };

    private readonly Option<string> _config = new("--config") { Description = "A JSON file with settings, read after appsettings.json of this folder.", HelpName = "file" };

    private readonly Option<bool> _livePage = new("--live-page")
    {
        Description = "Show the live page even if other machines can reach the address. Its visitors can read every message and get tokens. With false, the page is off.",
    };

    private readonly Option<string> _otlp = new("--otlp-endpoint")
    {
        Description = "Export the activities of the emulator over OTLP to this URL. Default: OTEL_EXPORTER_OTLP_ENDPOINT of the environment, or no export.",
        HelpName = "url",
    };

    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Log each event as well." };

    public Command Create()
    {
        var command = new Command("start", "Start the emulator and run until Ctrl+C. The default.");
        AddTo(command);
        return command;
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_urls);
        command.Options.Add(_advertise);
        command.Options.Add(_key);
        command.Options.Add(_hubs);
        command.Options.Add(_config);
        command.Options.Add(_livePage);
        command.Options.Add(_otlp);
        command.Options.Add(_verbose);
        command.SetAction(ToolError.WithErrorHandling(RunAsync));
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        Configure(builder.Configuration, parsed);
        await RejectUnknownAsync(builder.Configuration);
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // ToolError reports a failed start in one line
        builder.Logging.AddFilter("WebPubSub", parsed.GetValue(_verbose) ? LogLevel.Debug : LogLevel.Information);
        TraceExport.Add(builder.Services, builder.Configuration, parsed.GetValue(_otlp));
        builder.Services.AddWebPubSubEmulator(builder.Configuration);
        builder.Services.Configure<WebPubSubEmulatorOptions>(options =>
        {
            UrlSetting.Apply(parsed.GetValue(_urls) ?? builder.Configuration["Urls"], options);
            HubSetting.Apply(parsed.GetValue(_hubs) ?? [], options);
            options.AdvertisedAddress = parsed.GetValue(_advertise) ?? options.AdvertisedAddress;
            options.AccessKey = parsed.GetValue(_key) ?? options.AccessKey;
            options.EnableLivePage = parsed.GetResult(_livePage) is { Implicit: false } ? parsed.GetValue(_livePage) : options.EnableLivePage;
            HubSetting.RejectPaths(options);
        });

        using IHost host = builder.Build();
        await host.StartAsync(cancellationToken);
        await StartupText.WriteAsync(Console.Out, host.Services.GetRequiredService<WebPubSubEmulator>());
        await host.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private void Configure(ConfigurationManager configuration, ParseResult parsed)
    {
        if (parsed.GetValue(_config) is { } file)
        {
            if (!File.Exists(file))
            {
                throw new ToolException(Directory.Exists(file)
                    ? $"'{file}' is a folder. Name a file in it with --config."
                    : $"There is no file '{file}'. Name an existing one with --config.");
            }

            configuration.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: true);
            configuration.AddEnvironmentVariables(); // environment variables still override a file
        }

        configuration.AddEnvironmentVariables("ASPNETCORE_"); // ASPNETCORE_URLS, as with the service team's emulator
        configuration.AddInMemoryCollection(settings);
    }

    // An unknown setting on the command line is an error. In a file or the environment, the setting can belong to another program, so it is only a warning.
    private async Task RejectUnknownAsync(ConfigurationManager configuration)
    {
        foreach (IConfigurationSection setting in configuration.GetSection("WebPubSub").GetChildren().Where(child => !KnownSettings.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            string line = $"{setting.Path} is not a setting of the emulator. Known settings: {string.Join(", ", KnownSettings)}.";
            if (settings.Keys.Any(key => key.StartsWith(setting.Path, StringComparison.OrdinalIgnoreCase)))
            {
                throw new ToolException(line);
            }

            await Console.Error.WriteLineAsync("webpubsub-emulator: " + line);
        }
    }
}
