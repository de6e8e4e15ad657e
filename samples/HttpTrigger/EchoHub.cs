// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub;

namespace HttpTrigger;

internal sealed partial class EchoHub : WebPubSubHub
{
    [UserEvent]
    public static string Echo(string text) => text;

    [UserEvent]
    public static UserEventResponse Count(WebPubSubConnectionContext connection)
    {
        int count = connection.GetState<int>("count") + 1;
        var response = new UserEventResponse(count.ToString(CultureInfo.InvariantCulture));
        response.SetState("count", count);
        return response;
    }
}
