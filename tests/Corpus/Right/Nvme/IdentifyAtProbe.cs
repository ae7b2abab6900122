using System;
using System.Text;
using Devices;
using Hal;

namespace Drivers;

// Identify of an NVMe controller: a page that the controller fills once, at probe. The page is of the method, given back by using, and
// read only when the command was completed.
public sealed record ControllerIdentity(ushort Vendor, string Serial, string Model, uint Namespaces);

public static unsafe class Identify
{
    private const byte Opcode = 0x06;
    private const int SerialOffset = 4;
    private const int SerialBytes = 20;
    private const int ModelOffset = 24;
    private const int ModelBytes = 40;
    private const nuint NamespacesOffset = 516;

    public static ControllerIdentity? Controller<THal>(NvmeQueue admin, Device controller)
        where THal : struct, IHal
    {
        using var page = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        int command = admin.Submit(Opcode, page.Paddr, default);
        if (command < 0)
        {
            return null;
        }

        admin.RingDoorbell();
        if (!Completed(admin, command))
        {
            // The controller must not write to the page any more when it is given back.
            controller.Reset();
            return null;
        }

        ReadOnlySpan<byte> data = page.AsSpan();
        return new ControllerIdentity(
            BitConverter.ToUInt16(data),
            Text(data.Slice(SerialOffset, SerialBytes)),
            Text(data.Slice(ModelOffset, ModelBytes)),
            *page.Pointer<uint>(NamespacesOffset));
    }

    private static bool Completed(NvmeQueue queue, int command)
    {
        var deadline = Deadline.In(5000);
        do
        {
            if (queue.IsDone(command))
            {
                return true;
            }
        }
        while (!deadline.Expired);

        return false;
    }

    private static string Text(ReadOnlySpan<byte> ascii) => Encoding.ASCII.GetString(ascii).TrimEnd(' ', '\0');
}
