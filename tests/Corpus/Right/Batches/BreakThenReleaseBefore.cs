using Devices;
using Hal;

/// <summary>The loop breaks at the first refusal; everything up to and with it is released by a second counter.</summary>
public sealed class BatchUntilFull<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Push(DmaBuffer[] items)
    {
        var at = new PhysAddr[items.Length];
        int taken = 0;
        int shared = 0;
        foreach (DmaBuffer item in items)
        {
            at[shared] = THal.Share(item, BufferDirection.DriverToDevice);
            shared++;
            if (!_device.Submit(at[taken], item.Length))
            {
                break;
            }

            taken = shared;
        }

        _device.Wait(100);
        for (int j = 0; j < shared; j++)
        {
            THal.Unshare(at[j], items[j], BufferDirection.DriverToDevice);
        }

        return taken;
    }
}
