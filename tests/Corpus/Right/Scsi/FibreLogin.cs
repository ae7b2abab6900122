using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A fibre channel port login: a request and an accept, exchanged by a mailbox. Two scopes end on every way out, and the accept is read
// behind the inner one.
public readonly record struct PortParameters(uint PortId, ushort FrameSize);

public sealed class FibreLogin<THal>
    where THal : struct, IHal
{
    private const uint LoginOpcode = 0x03;
    private readonly Mailbox _mailbox;
    private readonly DmaBuffer _request;
    private readonly DmaBuffer _accept;

    public FibreLogin(Mailbox mailbox, DmaBuffer memory)
    {
        _mailbox = mailbox;
        _request = memory.Slice(0, 116);
        _accept = memory.Slice(128, 116);
    }

    public PortParameters? Login(uint portId)
    {
        Span<byte> request = _request.AsSpan();
        request.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(request, LoginOpcode << 24);
        BinaryPrimitives.WriteUInt32BigEndian(request[4..], portId);
        int error = Exchange();
        if (error != 0)
        {
            Log.Info($"login of {portId:x6} failed: {error}");
            return null;
        }

        ReadOnlySpan<byte> accept = _accept.AsReadOnlySpan();
        return accept[0] == 0x02
            ? new PortParameters(portId, BinaryPrimitives.ReadUInt16BigEndian(accept[10..]))
            : null;
    }

    private int Exchange()
    {
        using var request = new SharedScope<THal>(_request, DriverToDevice);
        using var accept = new SharedScope<THal>(_accept, DeviceToDriver);
        return _mailbox.Execute(LoginOpcode, request.Paddr, accept.Paddr);
    }
}
