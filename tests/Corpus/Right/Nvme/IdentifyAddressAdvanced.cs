using Hal;
using Devices;

/// <summary>An NVMe identify command that computes the second page's address into a variable of its own.</summary>
public sealed unsafe class Identify<THal>
    where THal : struct, IHal
{
    private const int OffsetInPage = 512;
    private readonly NvmeQueue _admin = new();

    public int Run(byte* data)
    {
        DmaBuffer buffer = new(data, HalConstants.PageSize);
        PhysAddr prp = THal.Share(buffer, BufferDirection.DeviceToDriver);
        PhysAddr first = prp;
        PhysAddr second = prp + (HalConstants.PageSize - OffsetInPage);
        int command = _admin.Submit(6, first, second);
        while (command >= 0 && !_admin.IsDone(command))
        {
        }

        THal.Unshare(prp, buffer, BufferDirection.DeviceToDriver);
        return command;
    }
}
