using Devices;
using Hal;

/// <summary>A unikernel's disk write: a broken device ends in the kernel's panic, whose declaration says that it never returns.</summary>
public sealed class BootDisk<THal>
    where THal : struct, IHal
{
    private readonly Device _disk = new();

    public void Write(DmaBuffer sector)
    {
        PhysAddr at = THal.Share(sector, BufferDirection.DriverToDevice);
        int error = _disk.Start(at, sector.Length);
        if (error < 0)
        {
            Panic.Now("boot disk");
        }

        Panic.Unless(_disk.Wait(1000), "boot disk timed out");
        THal.Unshare(at, sector, BufferDirection.DriverToDevice);
    }
}
