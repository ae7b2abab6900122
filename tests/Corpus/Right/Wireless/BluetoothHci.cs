using System;
using System.Buffers.Binary;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Commands to a Bluetooth controller: one at a time, the answer is an event that comes later.</summary>
public sealed class HciTransport<THal>(UsbHost host) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _command = new(258);
    private readonly Urb _urb = new() { Endpoint = 0 };
    private readonly Lock _gate = new();
    private TaskCompletionSource<int>? _pending;

    public Task<int> SendAsync(ushort opcode, ReadOnlySpan<byte> parameters)
    {
        lock (_gate)
        {
            if (parameters.Length > 255 || _pending is not null)
            {
                return Task.FromResult(-16);
            }

            Span<byte> bytes = _command.Buffer.AsSpan();
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, opcode);
            bytes[2] = (byte)parameters.Length;
            parameters.CopyTo(bytes[3..]);
            DmaBuffer message = _command.Buffer.Slice(0, parameters.Length + 3);
            _urb.Buffer = message;
            _urb.Address = THal.Share(message, DriverToDevice);
            _urb.Complete = Finished;
            var pending = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            _pending = pending;
            int error = host.Submit(_urb);
            if (error != 0)
            {
                _urb.Status = error;
                Finished(_urb);
            }

            return pending.Task;
        }
    }

    public void Dispose()
    {
        host.Kill(_urb);
        _urb.Status = -104;
        Finished(_urb);
        _command.Dispose();
    }

    private void Finished(Urb urb)
    {
        // Completion and Dispose may meet: who takes the pending request out ends its share.
        lock (_gate)
        {
            if (_pending is not { } pending)
            {
                return;
            }

            _pending = null;
            THal.Unshare(urb.Address, urb.Buffer, DriverToDevice);
            pending.SetResult(urb.Status);
        }
    }
}
