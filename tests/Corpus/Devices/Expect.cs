using System;

namespace Devices;

/// <summary>The assertions of a test library.</summary>
public static class Expect
{
    public static T Throws<T>(Action act)
        where T : Exception
    {
        try
        {
            act();
        }
        catch (T thrown)
        {
            return thrown;
        }

        throw new InvalidOperationException("nothing was thrown");
    }

    public static void That(bool condition)
    {
    }

    public static void Same<T>(T expected, T actual)
    {
    }
}
