using Devices;
using Hal;

namespace Drivers;

// Follows a fix in analogdevicesinc/no-OS: "drivers: platform: maxim: Fix DMA remove" (pull request 2164): the array of channels is one
// allocation, and was freed once for each channel.
public static unsafe class MaximDma<THal>
    where THal : struct, IHal
{
    private const nuint Pages = 1;
    private const int Channels = 4;

    public static int Exercise(DmaEngine engine)
    {
        DmaAllocation channels = THal.DmaAlloc(Pages, BufferDirection.Both);
        if (channels.Paddr == default)
        {
            return -12;
        }

        for (int i = 0; i < Channels; i++)
        {
            engine.SubmitFill(channels.Paddr + (ulong)(i * 64), 64, (byte)i);
        }

        int status = 0;
        engine.Terminate();
        for (int i = 0; i < Channels; i++)
        {
            status |= THal.DmaDealloc(channels.Paddr, channels.Vaddr, Pages); //! HAL2003
        }

        return status;
    }
}
