using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Hal;
using Virtio.Driver;
using Virtio.Platforms.Linux;

namespace Virtio.Platforms.Vfio;

/// <summary>A modern virtio device on PCI (virtio 1.2, section 4.1): its registers are in BARs, where its vendor capabilities say.</summary>
/// <typeparam name="THal">The HAL that maps the BARs.</typeparam>
internal sealed class PciTransport<THal> : IVirtioTransport
    where THal : struct, IHal
{
    private const ushort QueueVector = 0;
    private const ushort ConfigVector = 1;
    private static readonly TimeSpan ResetTimeout = TimeSpan.FromSeconds(5);

    private readonly VfioDevice _device;
    private readonly MmioRegion _common;
    private readonly MmioRegion _notify;
    private readonly MmioRegion _config;
    private readonly uint _notifyMultiplier;
    private readonly Dictionary<ushort, nuint> _notifyOffsets = [];
    private readonly EventFile _queueEvent = new();
    private readonly EventFile _configEvent = new();
    private readonly EventFile _wake = new();

    /// <summary>Finds the registers and enables the interrupts.</summary>
    /// <exception cref="VirtioException">It is no modern virtio device.</exception>
    public PciTransport(VfioDevice device)
    {
        const int DeviceIdRegister = 2;
        const uint FirstModernId = 0x1040;
        _device = device;
        Span<byte> id = stackalloc byte[sizeof(ushort)];
        device.ReadConfig(DeviceIdRegister, id);
        DeviceType = BinaryPrimitives.ReadUInt16LittleEndian(id) - FirstModernId;
        PciCapabilities capabilities = PciCapabilities.Read(device);
        _common = Map(capabilities.Common);
        _notify = Map(capabilities.Notify);
        _config = Map(capabilities.Config);
        _notifyMultiplier = capabilities.NotifyMultiplier;
        device.EnableInterrupts(_queueEvent, _configEvent);
    }

    /// <inheritdoc/>
    public string Name => "virtio device at PCI " + _device.Address;

    /// <inheritdoc/>
    public uint DeviceType { get; }

    /// <inheritdoc/>
    public ulong DeviceFeatures
    {
        get
        {
            _common.Write32(Common.DeviceFeatureSelect, 0);
            ulong features = _common.Read32(Common.DeviceFeature);
            _common.Write32(Common.DeviceFeatureSelect, 1);
            return features | ((ulong)_common.Read32(Common.DeviceFeature) << 32);
        }
    }

    /// <inheritdoc/>
    public DeviceStatus Status
    {
        get => (DeviceStatus)_common.Read8(Common.Status);
        set => _common.Write8(Common.Status, (byte)value);
    }

    /// <inheritdoc/>
    public byte ConfigGeneration => _common.Read8(Common.ConfigGeneration);

    /// <inheritdoc/>
    public string? FailureDetail => null;

    /// <inheritdoc/>
    public void AcceptFeatures(ulong features)
    {
        // An IOMMU stands before the device, so a device that would go round it cannot be used.
        if ((features & VirtioFeatures.AccessPlatform) == 0)
        {
            throw new VirtioException($"{Name} does not offer ACCESS_PLATFORM, without which it bypasses the IOMMU. In QEMU: iommu_platform=on");
        }

        _common.Write32(Common.DriverFeatureSelect, 0);
        _common.Write32(Common.DriverFeature, (uint)features);
        _common.Write32(Common.DriverFeatureSelect, 1);
        _common.Write32(Common.DriverFeature, (uint)(features >> 32));
    }

    /// <inheritdoc/>
    public void ReadConfig(int offset, Span<byte> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = _config.Read8((nuint)(offset + i));
        }
    }

    /// <inheritdoc/>
    public ushort MaxQueueSize(ushort queue)
    {
        _common.Write16(Common.QueueSelect, queue);
        return _common.Read16(Common.QueueSize);
    }

    /// <inheritdoc/>
    public void EnableQueue(ushort queue, QueueLayout layout)
    {
        const ushort NoVector = 0xFFFF;
        _common.Write16(Common.ConfigVector, ConfigVector);
        _common.Write16(Common.QueueSelect, queue);
        _common.Write16(Common.QueueSize, layout.Size);
        _common.Write16(Common.QueueVector, QueueVector);
        if (_common.Read16(Common.QueueVector) == NoVector || _common.Read16(Common.ConfigVector) == NoVector)
        {
            throw new VirtioException($"{Name} has no interrupts left for queue {queue}.");
        }

        WriteAddress(Common.QueueDescriptors, layout.Descriptors);
        WriteAddress(Common.QueueDriverArea, layout.DriverArea);
        WriteAddress(Common.QueueDeviceArea, layout.DeviceArea);
        _notifyOffsets[queue] = (nuint)_common.Read16(Common.QueueNotifyOffset) * _notifyMultiplier;
        _common.Write16(Common.QueueEnable, 1);
    }

    /// <inheritdoc/>
    public void Notify(ushort queue) => _notify.Write16(_notifyOffsets[queue], queue);

    /// <inheritdoc/>
    public TransportEvents Wait(TimeSpan timeout)
    {
        uint ready = EventFile.WaitAny([_queueEvent.Descriptor, _configEvent.Descriptor, _wake.Descriptor], connection: -1, timeout);
        var events = TransportEvents.None;
        if ((ready & 1) != 0)
        {
            _queueEvent.Clear();
            events |= TransportEvents.Queue;
        }

        if ((ready & 2) != 0)
        {
            _configEvent.Clear();
            events |= TransportEvents.Config;
        }

        if ((ready & 4) != 0)
        {
            _wake.Clear();
        }

        return events;
    }

    /// <inheritdoc/>
    public void Wake() => _wake.Signal();

    /// <inheritdoc/>
    public void Reset()
    {
        // A write of 0 asks for the reset; it is done when 0 is read back (section 4.1.4.3.2).
        _common.Write8(Common.Status, 0);
        long started = Stopwatch.GetTimestamp();
        while (_common.Read8(Common.Status) != 0)
        {
            if (Stopwatch.GetElapsedTime(started) > ResetTimeout)
            {
                throw new VirtioException($"{Name} has not finished its reset within {ResetTimeout.TotalSeconds:0} seconds.");
            }

            Thread.Sleep(1);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queueEvent.Dispose();
        _configEvent.Dispose();
        _wake.Dispose();
    }

    private MmioRegion Map(PciCapabilities.Place place) =>
        MmioRegion.Map<THal>(_device.BarAddress(place.Bar) + (ulong)place.Offset, place.Length);

    // A device need not take 64 bits at once (section 4.1.3.1).
    private void WriteAddress(nuint register, PhysAddr address)
    {
        _common.Write32(register, (uint)address.Value);
        _common.Write32(register + sizeof(uint), (uint)(address.Value >> 32));
    }

    /// <summary>The common configuration, in bytes from its start (section 4.1.4.3).</summary>
    private static class Common
    {
        public const nuint DeviceFeatureSelect = 0;
        public const nuint DeviceFeature = 4;
        public const nuint DriverFeatureSelect = 8;
        public const nuint DriverFeature = 12;
        public const nuint ConfigVector = 16;
        public const nuint Status = 20;
        public const nuint ConfigGeneration = 21;
        public const nuint QueueSelect = 22;
        public const nuint QueueSize = 24;
        public const nuint QueueVector = 26;
        public const nuint QueueEnable = 28;
        public const nuint QueueNotifyOffset = 30;
        public const nuint QueueDescriptors = 32;
        public const nuint QueueDriverArea = 40;
        public const nuint QueueDeviceArea = 48;
    }
}
