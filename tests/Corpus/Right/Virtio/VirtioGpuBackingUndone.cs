using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in EDK2 (VirtioGpuDxe): the local function frees both.
public sealed unsafe class VirtioGpu<THal>(Mailbox gpu)
    where THal : struct, IHal
{
    private const uint CreateResource = 0x0101;
    private const uint AttachBacking = 0x0106;

    private Dma<THal>? _frame;
    private Dma<THal>? _command;

    public int SetMode(int width, int height)
    {
        if (_frame is not null)
        {
            return -16;
        }

        if (!Dma<THal>.TryCreate(HalConstants.PagesFor((nuint)(width * height * 4)), DriverToDevice, out Dma<THal>? frame))
        {
            return -9;
        }

        if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? command))
        {
            frame.Dispose();
            return -9;
        }

        if (gpu.Execute(CreateResource, command.Paddr) != 0)
        {
            return Undo(-7);
        }

        if (gpu.Execute(AttachBacking, command.Paddr, frame.Paddr) != 0)
        {
            return Undo(-7);
        }

        _frame = frame;
        _command = command;
        return 0;

        int Undo(int error)
        {
            command.Dispose();
            frame.Dispose();
            return error;
        }
    }

    public void Close(Device device)
    {
        device.Reset();
        _command?.Dispose();
        _frame?.Dispose();
        _command = null;
        _frame = null;
    }
}
