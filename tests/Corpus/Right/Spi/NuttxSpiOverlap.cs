using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NuttX (spi_exchange): the receive slice begins where the transmit slice ends.
internal sealed class RegisterExchange<THal>(SpiController spi, PinnedBuffer scratch)
    where THal : struct, IHal
{
    private static class Layout
    {
        public const int Command = 0;
        public const int CommandBytes = 8;
        public const int Answer = 8;
        public const int AnswerBytes = 8;
    }

    public bool Exchange()
    {
        DmaBuffer command = scratch.Buffer.Slice(Layout.Command, Layout.CommandBytes);
        DmaBuffer answer = scratch.Buffer.Slice(Layout.Answer, Layout.AnswerBytes);
        PhysAddr send = THal.Share(command, DriverToDevice);
        PhysAddr take = THal.Share(answer, DeviceToDriver);
        bool done = spi.Start(send, take, Layout.AnswerBytes) == 0;
        if (done && !spi.WaitIdle(5))
        {
            spi.Abort();
            done = false;
        }

        THal.Unshare(take, answer, DeviceToDriver);
        THal.Unshare(send, command, DriverToDevice);
        return done;
    }
}
