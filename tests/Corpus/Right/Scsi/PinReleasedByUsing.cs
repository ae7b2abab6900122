using Hal;
using Devices;

/// <summary>A SCSI driver whose pinned buffer is disposed of after its share has ended.</summary>
public sealed class PinnedCommand<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _controller = new();

    public int Inquiry()
    {
        var page = new PinnedBuffer(36);
        DmaBuffer data = page.Buffer;
        PhysAddr address = THal.Share(data, BufferDirection.DeviceToDriver);
        int status = _controller.Execute(0x12, address);
        if (status != 0)
        {
            THal.Unshare(address, data, BufferDirection.DeviceToDriver);
            page.Dispose();
            return status;
        }

        THal.Unshare(address, data, BufferDirection.DeviceToDriver);
        page.Dispose();
        return 0;
    }
}
