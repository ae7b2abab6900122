using System;

namespace Hal.TwoWitnesses.Running;

/// <summary>
/// What random programs call and the engine cannot look into: each call comes out as the script of the run says. Any of them may throw.
/// </summary>
public static class Device
{
    /// <summary>A condition that the script decides.</summary>
    /// <param name="question">Each has its own: two calls with the same arguments are believed to come out the same.</param>
    public static bool Next(int question)
    {
        MayThrow();
        return Execution.Current.Script.Choose(2) == 1;
    }

    /// <summary>One of several cases that the script decides.</summary>
    /// <param name="question">As for <see cref="Next"/>.</param>
    /// <param name="count">How many cases there are.</param>
    public static int Pick(int question, int count)
    {
        MayThrow();
        return Execution.Current.Script.Choose(count);
    }

    /// <summary>Something that takes no part in sharing.</summary>
    public static void Work() => MayThrow();

    /// <summary>The device gets an address and uses it at once.</summary>
    public static void Submit([DeviceAddress] PhysAddr paddr)
    {
        MayThrow();
        Execution.Access(paddr);
    }

    private static void MayThrow()
    {
        switch (Execution.Current.Fails(Execution.Current.Handlers.TakeTimeout))
        {
            case 1:
                throw new UnforeseenException();
            case 2:
                throw new TimeoutException("the script says that the device does not answer");
        }
    }
}
