using Devices;
using Hal;

/// <summary>Calls that another type may answer: base calls, sealed overrides, explicit implementations, virtual properties.</summary>
public abstract class Stage<THal>
    where THal : struct, IHal
{
    protected readonly Device Device = new();

    protected virtual BufferDirection Direction => BufferDirection.Both;

    public bool Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, Direction);
        Before(at, data);
        bool ok = Device.Submit(at, data.Length);
        After(at, data);
        THal.Unshare(at, data, Direction);
        return ok;
    }

    protected virtual void Before(PhysAddr at, DmaBuffer data)
    {
    }

    protected abstract void After(PhysAddr at, DmaBuffer data);
}

/// <summary>A stage that receives.</summary>
public class ReceiveStage<THal> : Stage<THal>
    where THal : struct, IHal
{
    protected sealed override BufferDirection Direction => BufferDirection.DeviceToDriver;

    protected override void Before(PhysAddr at, DmaBuffer data)
    {
        base.Before(at, data);
        Device.Program(at, data.Length);
    }

    protected override void After(PhysAddr at, DmaBuffer data) => Device.Wait(data.Length);
}
