using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (mvumi): the page is disposed of on every way out.
internal sealed unsafe class Handshake<THal>(Device controller)
    where THal : struct, IHal
{
    private const uint Signature = 0x5a5a_0b11;

    public bool Shake()
    {
        using var page = new Dma<THal>(1, Both);
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

        return true;
    }
}
