using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Two ways to move data behind one interface: by DMA for long transfers, through the FIFO for short ones. Only the DMA backend shares,
// and a transfer that it could not do ends its share before the FIFO takes over.
public interface IReadBackend
{
    bool TryRead(int opcode, DmaBuffer data);
}

public sealed class FifoBackend(MmcController controller) : IReadBackend
{
    public bool TryRead(int opcode, DmaBuffer data)
    {
        if (controller.SendCommand(opcode, 0) < 0)
        {
            return false;
        }

        controller.ReadFifo(data.AsSpan());
        return true;
    }
}

public sealed class DmaBackend<THal>(MmcController controller) : IReadBackend
    where THal : struct, IHal
{
    public bool TryRead(int opcode, DmaBuffer data)
    {
        PhysAddr address;
        try
        {
            address = THal.Share(data, DeviceToDriver);
        }
        catch (DmaException)
        {
            return false;
        }

        controller.SetDataAddress(address);
        bool good = controller.SendCommand(opcode, 0) >= 0 && !controller.TimedOut(200);
        if (!good || controller.Interrupts != MmcController.DataDone)
        {
            controller.StopTransfer();
            good = false;
        }

        THal.Unshare(address, data, DeviceToDriver);
        return good;
    }
}

public sealed class CardReader<THal>(MmcController controller)
    where THal : struct, IHal
{
    private readonly IReadBackend[] _backends = controller.UsesDma
        ? [new DmaBackend<THal>(controller), new FifoBackend(controller)]
        : [new FifoBackend(controller)];

    public bool Read(int opcode, DmaBuffer data)
    {
        foreach (IReadBackend backend in _backends)
        {
            if ((data.Length >= 64 || backend is FifoBackend) && backend.TryRead(opcode, data))
            {
                return true;
            }
        }

        return false;
    }
}
