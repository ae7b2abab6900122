using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (mvumi): where the firmware's signature is wrong or the timeout is over the page is kept by nobody.
internal sealed unsafe class Handshake<THal>(Device controller)
    where THal : struct, IHal
{
    private const uint Signature = 0x5a5a_0b11;

    public bool Shake()
    {
        var page = new Dma<THal>(1, Both); //! HAL2002
        controller.Program(page.Paddr, HalConstants.PageSize);
        controller.Kick();
        if (!controller.Wait(2000))
        {
            controller.Reset();
            return false;
        }

        uint answer = *page.Pointer<uint>(0);
        controller.Reset();
        if (answer != Signature)
        {
            Log.Info($"mvumi: signature {answer:x}");
            return false;
        }

        page.Dispose();
        return true;
    }
}
