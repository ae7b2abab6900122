using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The abort function of a paravirtual SCSI driver with its own control queue. Request and response are halves of one page; on a timeout
// the transport is reset before the page goes.
internal enum TaskResult : byte
{
    Complete = 0,
    Rejected = 1,
    NoSuchTask = 2,
    TimedOut = 255,
}

internal sealed unsafe class TaskManagement<THal>
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct AbortRequest
    {
        public uint Type;
        public uint Subtype;
        public fixed byte Lun[8];
        public ulong Id;
    }

    private const int ResponseOffset = 2048;

    private readonly VirtioTransport _transport;
    private readonly Queue _control;

    public TaskManagement(VirtioTransport transport, Queue control)
    {
        _transport = transport;
        _control = control;
    }

    public TaskResult Abort(ulong id)
    {
        using var page = new Dma<THal>(1, Both);
        AbortRequest* request = page.Pointer<AbortRequest>(0);
        request->Subtype = 0;
        request->Id = id;
        byte* response = page.Vaddr(ResponseOffset);
        *response = (byte)TaskResult.TimedOut;

        if (!_control.TryAdd(page.Paddr, page.Slice(0, ResponseOffset + 1)))
        {
            return TaskResult.Rejected;
        }

        _transport.Notify(0);
        Deadline deadline = Deadline.In(3000);
        while (!_transport.Used(0))
        {
            if (deadline.Expired)
            {
                _transport.Reset();
                return TaskResult.TimedOut;
            }
        }

        _ = _control.TryPop(out _, out _);
        return (TaskResult)(*response);
    }
}
