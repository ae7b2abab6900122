using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading;
using Virtio.Driver;
using Virtio.Platforms.Linux;

namespace Virtio.Platforms.VhostUser;

/// <summary>
/// A virtio device in another process, reached by the vhost-user protocol: messages on a Unix socket set the device up, eventfds notify and interrupt,
/// and the shared region carries rings and data.
/// </summary>
/// <remarks>
/// A reset closes this side's half of the connection and waits for the back-end to close the other. A back-end does so only after it has finished what
/// it has begun and unmapped the region; one that was killed has lost its mappings before the kernel closes its sockets. After that the device is
/// connected to anew, so a back-end that was restarted is found again.
/// </remarks>
internal sealed unsafe class VhostUserTransport : IVirtioTransport
{
    private const ulong ProtocolFeatures = 1UL << 30;
    private const ushort LargestQueue = 1024;
    private const int MaxPayload = 512;
    private const int MaxConfig = 256;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly SharedRegion _region;
    private readonly Func<string?>? _failureDetail;
    private readonly EventFile _call = new();
    private readonly EventFile _wake = new();
    private readonly SortedDictionary<ushort, QueueLayout> _layouts = [];
    private readonly Dictionary<ushort, EventFile> _kicks = [];
    private Socket? _socket;
    private ProtocolFeature _protocol;
    private ulong _features;
    private DeviceStatus _status;
    private bool _memoryShared;
    private bool _disposed;

    /// <summary>Connects to the back-end.</summary>
    /// <param name="path">The Unix socket that the back-end listens on.</param>
    /// <param name="deviceType">The virtio number of the device; the protocol does not say it.</param>
    /// <param name="region">The memory that is shared with it.</param>
    /// <param name="failureDetail">Asked for what is known about a failure, such as the back-end's last words.</param>
    /// <exception cref="VirtioException">Nobody listens there, or it is no vhost-user back-end.</exception>
    public VhostUserTransport(string path, uint deviceType, SharedRegion region, Func<string?>? failureDetail = null)
    {
        _path = path;
        DeviceType = deviceType;
        _region = region;
        _failureDetail = failureDetail;
        try
        {
            Connect();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    [Flags]
    private enum ProtocolFeature : ulong
    {
        None = 0,
        MultiQueue = 1 << 0,
        ReplyAck = 1 << 3,
        Config = 1 << 9,
        Supported = ReplyAck | Config | MultiQueue,
    }

    private enum Request : uint
    {
        GetFeatures = 1,
        SetFeatures = 2,
        SetOwner = 3,
        SetMemoryTable = 5,
        SetQueueSize = 8,
        SetQueueAddresses = 9,
        SetQueueBase = 10,
        GetQueueBase = 11,
        SetQueueKick = 12,
        SetQueueCall = 13,
        GetProtocolFeatures = 15,
        SetProtocolFeatures = 16,
        GetQueueCount = 17,
        EnableQueue = 18,
        GetConfig = 24,
    }

    /// <summary>How long the back-end may take to answer a message, and to close the connection at a reset.</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string Name => "vhost-user at " + _path;

    /// <inheritdoc/>
    public uint DeviceType { get; }

    /// <inheritdoc/>
    public ulong DeviceFeatures
    {
        get
        {
            if (_socket is null)
            {
                Connect();
            }

            // The bit of the vhost-user protocol is none of virtio's.
            return _features & ~ProtocolFeatures;
        }
    }

    /// <inheritdoc/>
    public DeviceStatus Status
    {
        get => _status;

        set
        {
            // The protocol has a message for the status, but few back-ends know it; the queues are what starts and stops a device.
            bool start = (value & ~_status & DeviceStatus.DriverOk) != 0;
            _status = value;
            if (start)
            {
                StartQueues();
            }
        }
    }

    /// <inheritdoc/>
    public byte ConfigGeneration => 0;

    /// <inheritdoc/>
    public string? FailureDetail => _failureDetail?.Invoke();

    /// <inheritdoc/>
    public void AcceptFeatures(ulong features) => Send(Request.SetFeatures, features | ProtocolFeatures);

    /// <inheritdoc/>
    public void ReadConfig(int offset, Span<byte> destination)
    {
        const int HeaderBytes = 3 * sizeof(uint);
        if ((_protocol & ProtocolFeature.Config) == 0)
        {
            throw new VirtioException($"{Name} does not tell its configuration (protocol feature CONFIG).");
        }

        if (offset < 0 || destination.Length > MaxConfig - offset)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"The configuration has at most {MaxConfig} bytes.");
        }

        Span<byte> message = stackalloc byte[HeaderBytes + destination.Length];
        message.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(message, (uint)offset);
        BinaryPrimitives.WriteUInt32LittleEndian(message[4..], (uint)destination.Length);
        Span<byte> reply = stackalloc byte[MaxPayload];
        int length = Ask(Request.GetConfig, message, reply);
        if (length != message.Length)
        {
            throw new VirtioException($"{Name} answered with {length - HeaderBytes} bytes of its configuration instead of {destination.Length}.");
        }

        reply.Slice(HeaderBytes, destination.Length).CopyTo(destination);
    }

    /// <inheritdoc/>
    public ushort MaxQueueSize(ushort queue) => LargestQueue;

    /// <inheritdoc/>
    public void EnableQueue(ushort queue, QueueLayout layout) => _layouts[queue] = layout;

    /// <inheritdoc/>
    public void Notify(ushort queue) => _kicks[queue].Signal();

    /// <inheritdoc/>
    public TransportEvents Wait(TimeSpan timeout)
    {
        // A reset on another thread may close the socket meanwhile: the reference keeps its descriptor from naming another file.
        bool referenced = false;
        SafeSocketHandle? socket = _socket?.SafeHandle;
        uint ready;
        try
        {
            socket?.DangerousAddRef(ref referenced);
            ready = EventFile.WaitAny([_call.Descriptor, _wake.Descriptor], (int?)socket?.DangerousGetHandle() ?? -1, timeout);
        }
        catch (ObjectDisposedException)
        {
            return TransportEvents.Lost;
        }
        finally
        {
            if (referenced)
            {
                socket!.DangerousRelease();
            }
        }

        var events = TransportEvents.None;
        if ((ready & 1) != 0)
        {
            _call.Clear();
            events |= TransportEvents.Queue;
        }

        if ((ready & 2) != 0)
        {
            _wake.Clear();
        }

        if ((ready & 4) != 0)
        {
            events |= TransportEvents.Lost;
        }

        return events;
    }

    /// <inheritdoc/>
    public void Wake() => _wake.Signal();

    /// <inheritdoc/>
    public void Reset()
    {
        _status = DeviceStatus.None;
        if (!_memoryShared)
        {
            // The back-end knows of no memory: there is nothing to stop.
            return;
        }

        Span<byte> reply = stackalloc byte[MaxPayload];
        try
        {
            foreach (ushort queue in _layouts.Keys)
            {
                // Takes nothing more out of the ring.
                Ask(Request.GetQueueBase, QueueState(queue, 0), reply);
            }
        }
        catch (VirtioException)
        {
            // The connection is broken, or the back-end does not answer. What counts is whether it closes the connection.
        }

        try
        {
            _socket!.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // Closed by the other side already.
        }

        WaitForClose();
        Disconnect();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Disconnect();
        _call.Dispose();
        _wake.Dispose();
    }

    private void Connect()
    {
        Socket socket = ConnectSocket();
        _socket = socket;
        Send(Request.SetOwner, []);
        _features = AskNumber(Request.GetFeatures);
        if ((_features & ProtocolFeatures) == 0)
        {
            throw new VirtioException($"{Name} offers 0x{_features:x} without VHOST_USER_F_PROTOCOL_FEATURES, which this front-end needs.");
        }

        _protocol = (ProtocolFeature)AskNumber(Request.GetProtocolFeatures) & ProtocolFeature.Supported;
        Send(Request.SetProtocolFeatures, (ulong)_protocol);
    }

    private Socket ConnectSocket()
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(_path));
                return socket;
            }
            catch (SocketException exception)
            {
                socket.Dispose();

                // A back-end that is just starting has its socket a moment before it listens.
                if (exception.SocketErrorCode != SocketError.ConnectionRefused || Stopwatch.GetElapsedTime(started) > ConnectTimeout)
                {
                    string why = File.Exists(_path) ? exception.Message : "There is no such socket";
                    throw new VirtioException($"No vhost-user back-end can be reached at {_path}: {why}.{Detail()}", exception);
                }

                Thread.Sleep(10);
            }
        }
    }

    private void StartQueues()
    {
        if ((_protocol & ProtocolFeature.MultiQueue) != 0)
        {
            ulong count = AskNumber(Request.GetQueueCount);
            if (count < (ulong)_layouts.Count)
            {
                throw new VirtioException($"{Name} has {count} queues; {_layouts.Count} are needed.");
            }
        }

        ShareRegion();
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        foreach ((ushort queue, QueueLayout layout) in _layouts)
        {
            Send(Request.SetQueueSize, QueueState(queue, layout.Size));
            Send(Request.SetQueueBase, QueueState(queue, 0));
            Send(Request.SetQueueAddresses, Addresses(queue, layout));
            if (!_kicks.TryGetValue(queue, out EventFile? kick))
            {
                _kicks.Add(queue, kick = new EventFile());
            }

            BinaryPrimitives.WriteUInt64LittleEndian(number, queue);
            Send(Request.SetQueueCall, number, _call.Descriptor);
            Send(Request.SetQueueKick, number, kick.Descriptor);
            Send(Request.EnableQueue, QueueState(queue, 1));
        }
    }

    private void ShareRegion()
    {
        Span<byte> table = stackalloc byte[(2 * sizeof(uint)) + (4 * sizeof(ulong))];
        table.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(table, 1); // regions
        BinaryPrimitives.WriteUInt64LittleEndian(table[8..], _region.GuestBase.Value);
        BinaryPrimitives.WriteUInt64LittleEndian(table[16..], (ulong)_region.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(table[24..], _region.UserBase);

        // From here on the back-end may have the region mapped, whatever comes back.
        _memoryShared = true;
        Send(Request.SetMemoryTable, table, _region.File);
    }

    /// <summary>Rings are named by this process's own addresses, buffers by guest addresses: so it is in the protocol.</summary>
    private byte[] Addresses(ushort queue, QueueLayout layout)
    {
        byte[] message = new byte[(2 * sizeof(uint)) + (4 * sizeof(ulong))];
        BinaryPrimitives.WriteUInt32LittleEndian(message, queue);
        BinaryPrimitives.WriteUInt64LittleEndian(message.AsSpan(8), _region.UserBase + (layout.Descriptors - _region.GuestBase));
        BinaryPrimitives.WriteUInt64LittleEndian(message.AsSpan(16), _region.UserBase + (layout.DeviceArea - _region.GuestBase));
        BinaryPrimitives.WriteUInt64LittleEndian(message.AsSpan(24), _region.UserBase + (layout.DriverArea - _region.GuestBase));
        return message;
    }

    private static byte[] QueueState(ushort queue, uint value)
    {
        byte[] message = new byte[2 * sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(message, queue);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(4), value);
        return message;
    }

    private void WaitForClose()
    {
        Span<byte> rest = stackalloc byte[MaxPayload];
        try
        {
            _socket!.ReceiveTimeout = (int)ReplyTimeout.TotalMilliseconds;
            while (_socket!.Receive(rest, SocketFlags.None) > 0)
            {
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            // Closed, with something that was sent still unread.
        }
        catch (SocketException exception)
        {
            throw new VirtioException(
                $"{Name} did not close the connection within {ReplyTimeout.TotalSeconds:0.#} seconds, so it may still use the memory.", exception);
        }
    }

    private void Disconnect()
    {
        _memoryShared = false;
        _protocol = ProtocolFeature.None;
        _socket?.Dispose();
        _socket = null;
        _layouts.Clear();
        foreach (EventFile kick in _kicks.Values)
        {
            kick.Dispose();
        }

        _kicks.Clear();
        _call.Clear();
    }

    private void Send(Request request, ulong number)
    {
        Span<byte> payload = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(payload, number);
        Send(request, payload);
    }

    /// <summary>Sends a message that has no answer of its own; where both sides can, an acknowledgement is asked for, so that a refusal is noticed.</summary>
    private void Send(Request request, ReadOnlySpan<byte> payload, int? file = null)
    {
        bool acknowledge = (_protocol & ProtocolFeature.ReplyAck) != 0;
        SendMessage(request, payload, file, acknowledge);
        if (acknowledge)
        {
            Span<byte> reply = stackalloc byte[MaxPayload];
            ReceiveReply(request, reply);
            ulong result = BinaryPrimitives.ReadUInt64LittleEndian(reply);
            if (result != 0)
            {
                throw new VirtioException($"{Name} refused the message {request} with {result}.{Detail()}");
            }
        }
    }

    private ulong AskNumber(Request request)
    {
        Span<byte> reply = stackalloc byte[MaxPayload];
        int length = Ask(request, [], reply);
        return length == sizeof(ulong)
            ? BinaryPrimitives.ReadUInt64LittleEndian(reply)
            : throw new VirtioException($"{Name} answered {request} with {length} bytes instead of {sizeof(ulong)}.");
    }

    private int Ask(Request request, ReadOnlySpan<byte> payload, Span<byte> reply)
    {
        SendMessage(request, payload, file: null, acknowledge: false);
        return ReceiveReply(request, reply);
    }

    private void SendMessage(Request request, ReadOnlySpan<byte> payload, int? file, bool acknowledge)
    {
        const int HeaderBytes = 3 * sizeof(uint);
        const uint Version = 1;
        const uint NeedReply = 8;
        Span<byte> message = stackalloc byte[HeaderBytes + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(message, (uint)request);
        BinaryPrimitives.WriteUInt32LittleEndian(message[4..], Version | (acknowledge ? NeedReply : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(message[8..], (uint)payload.Length);
        payload.CopyTo(message[HeaderBytes..]);

        // One call for header, payload and descriptor: the descriptor belongs to the first byte that comes with it.
        fixed (byte* first = message)
        {
            var vector = new Libc.IoVector { Base = first, Length = (nuint)message.Length };
            var control = new Libc.FileControlMessage
            {
                Length = (nuint)sizeof(Libc.FileControlMessage) - sizeof(int),
                Level = Libc.SocketLevel,
                Type = Libc.ScmRights,
                File = file ?? 0,
            };
            var header = new Libc.MessageHeader { Vectors = &vector, VectorCount = 1 };
            if (file is not null)
            {
                header.Control = &control;
                header.ControlLength = (nuint)sizeof(Libc.FileControlMessage);
            }

            nint sent;
            do
            {
                sent = Libc.SendMessage((int)_socket!.Handle, &header, Libc.NoSignal);
            }
            while (sent < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);

            if (sent != message.Length)
            {
                throw new VirtioException($"{Name} does not take the message {request}: {Libc.LastError()}.{Detail()}");
            }
        }
    }

    private int ReceiveReply(Request request, Span<byte> payload)
    {
        const int HeaderBytes = 3 * sizeof(uint);
        Span<byte> header = stackalloc byte[HeaderBytes];
        ReceiveExactly(request, header);
        uint answered = BinaryPrimitives.ReadUInt32LittleEndian(header);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        if (answered != (uint)request || length > (uint)payload.Length)
        {
            throw new VirtioException($"{Name} answered {request} with message {answered} of {length} bytes.");
        }

        ReceiveExactly(request, payload[..(int)length]);
        return (int)length;
    }

    private void ReceiveExactly(Request request, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int received;
            try
            {
                _socket!.ReceiveTimeout = (int)ReplyTimeout.TotalMilliseconds;
                received = _socket!.Receive(destination, SocketFlags.None);
            }
            catch (SocketException exception)
            {
                throw new VirtioException($"{Name} did not answer {request}: {exception.Message}.{Detail()}", exception);
            }

            if (received == 0)
            {
                throw new VirtioException($"{Name} closed the connection instead of answering {request}.{Detail()}");
            }

            destination = destination[received..];
        }
    }

    private string Detail() => FailureDetail is { } detail ? " " + detail : "";
}
