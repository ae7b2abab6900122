using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "[efi] Avoid requesting zero-length DMA mappings": the time-out unshares the buffer by a variable that is not
// set yet and names no memory.
public sealed unsafe class EfiReceive<THal>(Device device)
    where THal : struct, IHal
{
    private const int Largest = 9000;

    public int Receive(byte* data, int length, out DmaBuffer received)
    {
        received = default;
        if (length <= 0 || length > Largest)
        {
            return -22;
        }

        var buffer = new DmaBuffer(data, length);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        device.Program(address, length);
        device.Kick();
        if (!device.Wait(100))
        {
            Log.Info("receive timed out");
            device.Reset();
            THal.Unshare(address, received, BufferDirection.DeviceToDriver); //! HAL1009
            return -110;
        }

        received = buffer;
        THal.Unshare(address, received, BufferDirection.DeviceToDriver);
        return length;
    }
}
