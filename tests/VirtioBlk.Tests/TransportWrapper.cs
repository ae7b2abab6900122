using System;
using Virtio.Driver;

namespace Virtio.Tests;

/// <summary>Hands everything on to another transport.</summary>
internal abstract class TransportWrapper(IVirtioTransport inner) : IVirtioTransport
{
    public string Name => inner.Name;

    public uint DeviceType => inner.DeviceType;

    public ulong DeviceFeatures => inner.DeviceFeatures;

    public DeviceStatus Status
    {
        get => inner.Status;
        set => inner.Status = value;
    }

    public byte ConfigGeneration => inner.ConfigGeneration;

    public string? FailureDetail => inner.FailureDetail;

    public void AcceptFeatures(ulong features) => inner.AcceptFeatures(features);

    public void ReadConfig(int offset, Span<byte> destination) => inner.ReadConfig(offset, destination);

    public ushort MaxQueueSize(ushort queue) => inner.MaxQueueSize(queue);

    public virtual void EnableQueue(ushort queue, QueueLayout layout) => inner.EnableQueue(queue, layout);

    public virtual void Notify(ushort queue) => inner.Notify(queue);

    public TransportEvents Wait(TimeSpan timeout) => inner.Wait(timeout);

    public void Wake() => inner.Wake();

    public virtual void Reset() => inner.Reset();

    public virtual void Dispose() => inner.Dispose();
}
