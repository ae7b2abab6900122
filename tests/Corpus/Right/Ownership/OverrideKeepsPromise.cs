using Devices;
using Hal;

/// <summary>An abstract completion with an attribute, and overrides that keep its promise in different ways.</summary>
public abstract class Completion<THal>
    where THal : struct, IHal
{
    public abstract void Complete([Unshares] PhysAddr at, DmaBuffer data);
}

/// <summary>Ends it at once.</summary>
public class Immediate<THal> : Completion<THal>
    where THal : struct, IHal
{
    public override void Complete(PhysAddr at, DmaBuffer data) => THal.Unshare(at, data, BufferDirection.Both);
}

/// <summary>Waits, then leaves it to the base.</summary>
public sealed class Delayed<THal> : Immediate<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public override void Complete(PhysAddr at, DmaBuffer data)
    {
        _device.Wait(10);
        base.Complete(at, data);
    }
}

/// <summary>A driver with any of them.</summary>
public sealed class WithCompletion<THal>
    where THal : struct, IHal
{
    private readonly Completion<THal> _completion;

    public WithCompletion(bool delayed) => _completion = delayed ? new Delayed<THal>() : new Immediate<THal>();

    public void Run(DmaBuffer data) => _completion.Complete(THal.Share(data, BufferDirection.Both), data);
}
