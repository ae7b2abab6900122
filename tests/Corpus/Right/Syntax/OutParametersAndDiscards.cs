using Devices;
using Hal;

/// <summary>Shares go out by out and ref parameters; discards stand beside them, not in their place.</summary>
public sealed class OutShares<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private static void Map(DmaBuffer data, out PhysAddr at, out ulong page, ref int count)
    {
        at = THal.Share(data, BufferDirection.Both);
        page = at.Value >> 12;
        count++;
    }

    private static bool Open(DmaBuffer data, out Shared<THal> share) =>
        (share = new Shared<THal>(data, BufferDirection.Both)).Paddr != default;

    public void Run(DmaBuffer first, DmaBuffer second)
    {
        int count = 0;
        Map(first, out PhysAddr at, out _, ref count);
        _ = Open(second, out Shared<THal> share);
        _device.Program(at, count);
        _device.Program(share.Paddr, second.Length);
        _device.Wait(10);
        share.Unshare();
        THal.Unshare(at, first, BufferDirection.Both);
    }

    public void Fill(DmaBuffer[] buffers, ref PhysAddr[] addresses)
    {
        int count = 0;
        while (count < buffers.Length)
        {
            Map(buffers[count], out addresses[count], out _, ref count);
        }
    }
}
