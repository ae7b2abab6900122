using Devices;
using Hal;

/// <summary>An endless polling loop that leaves by return, when the device is done or the time is over.</summary>
public sealed unsafe class NandReader<THal>
    where THal : struct, IHal
{
    private readonly Device _nand = new();

    public int ReadPage(byte* page, int size)
    {
        var buffer = new DmaBuffer(page, size);
        PhysAddr at = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _nand.Program(at, size);
        _nand.Kick();
        Deadline end = Deadline.In(100);
        while (true)
        {
            uint state = _nand.ReadRegister(0x20);
            if ((state & 1) != 0)
            {
                THal.Unshare(at, buffer, BufferDirection.DeviceToDriver);
                return (int)(state >> 16);
            }

            if (end.Expired)
            {
                _nand.Reset();
                THal.Unshare(at, buffer, BufferDirection.DeviceToDriver);
                return -110;
            }
        }
    }
}
