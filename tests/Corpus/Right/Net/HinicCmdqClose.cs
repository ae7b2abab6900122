using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in DPDK (net/hinic): Dispose frees both.
internal sealed unsafe class CommandQueue<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Mailbox _mailbox;
    private readonly Dma<THal> _work;
    private readonly Dma<THal> _completion;
    private int _producer;

    public CommandQueue(Mailbox mailbox)
    {
        _mailbox = mailbox;
        _work = new Dma<THal>(4, BufferDirection.Both);
        _completion = new Dma<THal>(1, BufferDirection.DeviceToDriver);
    }

    public int Execute(ulong command)
    {
        nuint offset = (nuint)(_producer % 256 * 64);
        *_work.Pointer<ulong>(offset) = command;
        _producer++;
        int error = _mailbox.Execute(1, _work.PaddrAt(offset), _completion.Paddr);
        return error != 0 ? error : *_completion.Pointer<int>(0);
    }

    public void Dispose()
    {
        _ = _mailbox.Execute(2, default);
        _work.Dispose();
        _completion.Dispose();
    }
}
