using System;
using System.Buffers.Binary;
using Virtio.Driver;

namespace Virtio.Platforms.Vfio;

/// <summary>Where a virtio device's registers are: what its vendor capabilities in the PCI configuration space say (virtio 1.2, section 4.1.4).</summary>
internal sealed record PciCapabilities
{
    private const byte CommonType = 1;
    private const byte NotifyType = 2;
    private const byte ConfigType = 4;

    /// <summary>The common configuration.</summary>
    public required Place Common { get; init; }

    /// <summary>The notification registers.</summary>
    public required Place Notify { get; init; }

    /// <summary>The device type's own configuration.</summary>
    public required Place Config { get; init; }

    /// <summary>The distance in bytes between the notification registers of two queues.</summary>
    public required uint NotifyMultiplier { get; init; }

    /// <summary>Reads the list of capabilities.</summary>
    /// <exception cref="VirtioException">One of them is missing, or the list is broken.</exception>
    public static PciCapabilities Read(VfioDevice device)
    {
        const int FirstPointer = 0x34;
        const int ConfigBytes = 256;
        const byte VendorCapability = 9;
        const int VirtioCapabilityBytes = 20;
        Span<byte> config = stackalloc byte[ConfigBytes];
        device.ReadConfig(0, config);
        Place? common = null;
        Place? notify = null;
        Place? deviceConfig = null;
        uint multiplier = 0;

        // Each capability has at least four bytes, so a longer list is a loop.
        int position = config[FirstPointer];
        for (int i = 0; position != 0 && i < ConfigBytes / 4; i++)
        {
            position &= ~3;
            if (config[position] == VendorCapability && position <= ConfigBytes - VirtioCapabilityBytes)
            {
                ReadOnlySpan<byte> capability = config[position..];
                var place = new Place(
                    capability[4], BinaryPrimitives.ReadUInt32LittleEndian(capability[8..]), BinaryPrimitives.ReadUInt32LittleEndian(capability[12..]));

                // The device lists them by preference: the first of a type is to be used.
                switch (capability[3])
                {
                    case CommonType:
                        common ??= place;
                        break;
                    case NotifyType when notify is null:
                        notify = place;
                        multiplier = BinaryPrimitives.ReadUInt32LittleEndian(capability[16..]);
                        break;
                    case ConfigType:
                        deviceConfig ??= place;
                        break;
                }
            }

            position = config[position + 1];
        }

        if (common is null || notify is null || deviceConfig is null)
        {
            throw new VirtioException($"{device.Address} has no complete virtio capabilities. Is it a modern device? In QEMU: disable-legacy=on");
        }

        return new PciCapabilities { Common = common, Notify = notify, Config = deviceConfig, NotifyMultiplier = multiplier };
    }

    /// <summary>A range of a BAR.</summary>
    public sealed record Place(byte Bar, uint Offset, uint Length);
}
