using System;
using System.Diagnostics.CodeAnalysis;

namespace Devices;

/// <summary>A kernel's ways to stop.</summary>
public static class Panic
{
    [DoesNotReturn]
    public static void Now(string reason) => throw new InvalidOperationException(reason);

    public static void Unless([DoesNotReturnIf(false)] bool condition, string reason)
    {
        if (!condition)
        {
            Now(reason);
        }
    }
}
