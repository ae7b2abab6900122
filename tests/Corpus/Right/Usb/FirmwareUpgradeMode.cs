using System;
using Devices;
using Hal;

namespace Drivers;

// The firmware upgrade of a USB device, block by block, with a status poll after each. A block is shared for its transfer; a failed
// block is sent again from memory that nobody has changed.
internal sealed class FirmwareUpgradeMode<THal>
    where THal : struct, IHal
{
    private const int BlockBytes = 1024;
    private const int Retries = 3;

    private readonly Device _device;

    public FirmwareUpgradeMode(Device device) => _device = device;

    public int Upgrade(byte[] image)
    {
        using var pinned = new PinnedBuffer(image);
        int block = 0;
        for (int offset = 0; offset < image.Length; offset += BlockBytes, block++)
        {
            DmaBuffer part = pinned.Buffer.Slice(offset, Math.Min(BlockBytes, image.Length - offset));
            int status = -1;
            for (int attempt = 0; attempt < Retries && status != 0; attempt++)
            {
                status = SendBlock(block, part);
            }

            if (status != 0)
            {
                return status;
            }
        }

        return 0;
    }

    private int SendBlock(int block, DmaBuffer part)
    {
        PhysAddr address = THal.Share(part, BufferDirection.DriverToDevice);
        _device.WriteRegister(0x02, (ulong)block);
        int status = _device.Start(address, part.Length);
        if (status == 0 && !_device.Wait(2000))
        {
            _device.Reset();
            status = -110;
        }

        THal.Unshare(address, part, BufferDirection.DriverToDevice);
        return status;
    }
}
