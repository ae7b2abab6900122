using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "e100: Add dma mapping error check": a command block that the unit does not accept leaves its buffer mapped.
public sealed class CommandUnit<THal>(Device unit)
    where THal : struct, IHal
{
    private const byte Configure = 2;
    private readonly PinnedBuffer _block = new(64);

    public int SetConfiguration(bool promiscuous, bool longFrames)
    {
        DmaBuffer block = _block.Buffer;
        block.AsSpan().Clear();
        block[0] = Configure;
        block[15] = (byte)(promiscuous ? 1 : 0);
        block[18] = (byte)(longFrames ? 8 : 0);

        PhysAddr address = THal.Share(block, BufferDirection.DriverToDevice); //! HAL1002
        if (!unit.Submit(address, block.Length))
        {
            return -11;
        }

        unit.Kick();
        int status = 0;
        if (!unit.Wait(50))
        {
            unit.Reset();
            status = -110;
        }

        THal.Unshare(address, block, BufferDirection.DriverToDevice);
        return status;
    }
}
