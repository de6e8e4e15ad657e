// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using Azure;
using WebPubSub.Diagnostics;
using WebPubSub.TestUtilities;

namespace WebPubSub.Tests.Diagnostics;

public sealed class ClientTelemetryTests : IAsyncLifetime
{
    private readonly string _hub = $"hub{Guid.NewGuid():N}"; // the listeners also receive data from other tests of this process
    private StubServer _service = null!;
    private WebPubSubServiceClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await StubServer.StartAsync();
        _client = new WebPubSubServiceClient(
            _service.Address, _hub, new AzureKeyCredential("secret-access-key"), new() { Retry = { MaxRetries = 0 } });
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task EachOperation_StartsAnActivity_AndPropagatesItsContext()
    {
        ConcurrentQueue<Activity> activities = new();
        using ActivityListener listener = Listen(activities);
        using var parent = new Activity("request of the application");
        parent.SetIdFormat(ActivityIdFormat.W3C).Start();

        await _client.SendToGroupAsync("g", "m");
        _client.UserExists("u");

        Activity send = activities.Single(activity => activity.DisplayName == $"SendToGroup {_hub}");
        send.Kind.Should().Be(ActivityKind.Producer);
        send.ParentId.Should().Be(parent.Id);
        send.TagObjects.Should().Contain(new Dictionary<string, object?>
        {
            ["messaging.system"] = "azure.webpubsub",
            ["messaging.operation.name"] = "SendToGroup",
            ["messaging.operation.type"] = "send",
            ["messaging.destination.name"] = _hub,
            ["server.address"] = "127.0.0.1",
            ["server.port"] = _service.Address.Port,
        });
        activities.Should().Contain(activity => activity.DisplayName == $"UserExists {_hub}" && activity.Kind == ActivityKind.Client);
        (await _service.NextRequestAsync()).Header("traceparent").Should().Contain(parent.TraceId.ToHexString());
        string.Join(' ', send.TagObjects).Should().NotContain("secret").And.NotContain("Bearer");
    }

    [Theory]
    [InlineData(401, ErrorOptions.Default)]
    [InlineData(429, ErrorOptions.Default)]
    [InlineData(429, ErrorOptions.NoThrow)]
    public async Task FailedOperation_RecordsItsError_AndItsDuration(int status, ErrorOptions errors)
    {
        ConcurrentQueue<Activity> activities = new();
        using ActivityListener listener = Listen(activities);
        ConcurrentQueue<string> measured = new();
        using MeterListener meters = Measure(measured);
        _service.Default = StubServer.Status(status);

        try
        {
            Response response = await _client.SendToAllAsync(
                Azure.Core.RequestContent.Create("m"), Azure.Core.ContentType.TextPlain, new SendToAllOptions(), new RequestContext { ErrorOptions = errors });
            response.Status.Should().Be(status);
            errors.Should().Be(ErrorOptions.NoThrow);
        }
        catch (RequestFailedException exception)
        {
            exception.Status.Should().Be(status);
            errors.Should().Be(ErrorOptions.Default);
        }

        Activity activity = activities.Single(a => a.DisplayName == $"SendToAll {_hub}");
        activity.Status.Should().Be(ActivityStatusCode.Error);
        activity.GetTagItem("error.type").Should().Be(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        measured.Should().Contain($"messaging.client.operation.duration SendToAll {status}");
        measured.Contains("webpubsub.client.throttled SendToAll ").Should().Be(status == 429);
        measured.Should().NotContain("messaging.client.sent.messages SendToAll ");
    }

    [Fact]
    public async Task Counter_CountsOnlySentMessages()
    {
        ConcurrentQueue<string> measured = new();
        using MeterListener meters = Measure(measured);

        await _client.SendToAllAsync("m");
        await _client.UserExistsAsync("u");

        measured.Should().BeEquivalentTo(
            "messaging.client.sent.messages SendToAll ",
            "messaging.client.operation.duration SendToAll ",
            "messaging.client.operation.duration UserExists ");
    }

    [Theory]
    [InlineData("verbose", EventLevel.Verbose)]
    [InlineData(" INFO ", EventLevel.Informational)]
    [InlineData("warning", EventLevel.Warning)]
    [InlineData("error", EventLevel.Error)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("loud", null)]
    public void LogLevel_HasTheValuesOfTheJavaScriptSdk(string? text, EventLevel? level) => ConsoleLog.ReadLevel(text).Should().Be(level);

    private static ActivityListener Listen(ConcurrentQueue<Activity> activities)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WebPubSubDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private MeterListener Measure(ConcurrentQueue<string> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == WebPubSubDiagnostics.MeterName)
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        return listener;

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            Dictionary<string, object?> values = new(tags.ToArray());
            if (Equals(values["messaging.destination.name"], _hub))
            {
                measured.Enqueue($"{instrument.Name} {values["messaging.operation.name"]} {values.GetValueOrDefault("error.type")}");
            }
        }
    }
}
