using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux spi: the command bytes of the image, which nobody may write, are mapped for both directions.
internal sealed unsafe class FlashIdentify<THal>(SpiController spi)
    where THal : struct, IHal
{
    private static ReadOnlySpan<byte> ReadId => [0x9F, 0x00, 0x00, 0x00];

    public int ReadIdentity(DmaBuffer identity)
    {
        fixed (byte* opcode = ReadId)
        {
            var command = new DmaBuffer(opcode, 4);
            DmaBuffer reply = identity.Slice(0, 4);
            PhysAddr transmit = THal.Share(command, BufferDirection.Both); //! HAL1016
            PhysAddr receive = THal.Share(reply, BufferDirection.DeviceToDriver);
            spi.SelectChip(0);
            int error = spi.Start(transmit, receive, 4);
            if (error == 0 && !spi.WaitIdle(10))
            {
                spi.Abort();
                error = -110;
            }

            spi.ReleaseChip();
            THal.Unshare(receive, reply, BufferDirection.DeviceToDriver);
            THal.Unshare(transmit, command, BufferDirection.Both);
            return error;
        }
    }
}
