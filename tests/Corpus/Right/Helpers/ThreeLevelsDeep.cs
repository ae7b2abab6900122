using Devices;
using Hal;

/// <summary>The share is made two calls down and ended three calls down.</summary>
public sealed class DeepHelpers<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(DmaBuffer data)
    {
        PhysAddr at = Prepare(data);
        _device.Kick();
        Finish(at, data, failed: !_device.Wait(10));
    }

    private PhysAddr Prepare(DmaBuffer data)
    {
        PhysAddr at = Map(data);
        _device.Program(at, data.Length);
        return at;
    }

    private static PhysAddr Map(DmaBuffer data)
    {
        return THal.Share(data, BufferDirection.Both);
    }

    private void Finish(PhysAddr at, DmaBuffer data, bool failed)
    {
        if (failed)
        {
            Recover(at, data);
        }
        else
        {
            Unmap(at, data);
        }
    }

    private void Recover(PhysAddr at, DmaBuffer data)
    {
        _device.Reset();
        Unmap(at, data);
    }

    private static void Unmap(PhysAddr at, DmaBuffer data)
    {
        THal.Unshare(at, data, BufferDirection.Both);
    }
}
