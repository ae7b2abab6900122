using System;
using Devices;
using Hal;

namespace Drivers;

// An admin queue of two rings: command and response, set up and taken down as one. The factory gives back the first ring where the
// second is refused, the device where it is.
public sealed class AdminQueuePair<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue;
    private readonly Device _device;
    private readonly Dma<THal> _commands;
    private readonly Dma<THal> _responses;

    private AdminQueuePair(NvmeQueue queue, Device device, Dma<THal> commands, Dma<THal> responses)
    {
        _queue = queue;
        _device = device;
        _commands = commands;
        _responses = responses;
    }

    public static AdminQueuePair<THal>? Create(NvmeQueue queue, Device device, int entries)
    {
        nuint pages = HalConstants.PagesFor((nuint)Math.Max(entries, 1) * 64);
        if (!Dma<THal>.TryCreate(pages, BufferDirection.DriverToDevice, out Dma<THal>? commands))
        {
            return null;
        }

        if (!Dma<THal>.TryCreate(pages, BufferDirection.DeviceToDriver, out Dma<THal>? responses))
        {
            commands.Dispose();
            return null;
        }

        queue.SetBase(commands.Paddr, responses.Paddr);
        if (!queue.RingDoorbell())
        {
            device.Reset();
            responses.Dispose();
            commands.Dispose();
            return null;
        }

        return new AdminQueuePair<THal>(queue, device, commands, responses);
    }

    public int Execute(byte opcode, DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, BufferDirection.Both);
        int command = _queue.Submit(opcode, address, default);
        if (command < 0)
        {
            THal.Unshare(address, data, BufferDirection.Both);
            return command;
        }

        Deadline deadline = Deadline.In(1000);
        while (!_queue.IsDone(command))
        {
            if (deadline.Expired)
            {
                _device.Reset();
                THal.Unshare(address, data, BufferDirection.Both);
                return -110;
            }
        }

        THal.Unshare(address, data, BufferDirection.Both);
        return 0;
    }

    public void Dispose()
    {
        _device.Reset();
        _responses.Dispose();
        _commands.Dispose();
    }
}
