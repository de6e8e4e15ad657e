// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Hosting;

/// <summary>The names of groups that the service can list.</summary>
internal static class PresenceNames
{
    public const string GroupRule =
        "A group name has 1 to 1,024 characters, is not only white space, has no line break and no unpaired surrogate, and is not '.' or '..', which a URL treats as a path.";

    public static bool IsGroup(string name) => WebPubSubNames.IsValidGroup(name) && name is not ("." or "..") && IsWellFormed(name);

    private static bool IsWellFormed(string name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsSurrogate(name[i]) && !(i + 1 < name.Length && char.IsSurrogatePair(name[i], name[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
