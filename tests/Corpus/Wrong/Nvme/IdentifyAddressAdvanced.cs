using Hal;
using Devices;

// Follows a fix in U-Boot, 29c40bb2a13.
/// <summary>An NVMe identify command that moves the address to the second page and then ends the share with it.</summary>
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
        prp += HalConstants.PageSize - OffsetInPage;
        int command = _admin.Submit(6, first, prp);
        while (command >= 0 && !_admin.IsDone(command))
        {
        }

        THal.Unshare(prp, buffer, BufferDirection.DeviceToDriver); //! HAL1001
        return command;
    }
}
