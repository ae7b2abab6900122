using Devices;
using Hal;

/// <summary>A transfer with internal fields; an extension method in another class ends it.</summary>
public sealed class OpenTransfer<THal>
    where THal : struct, IHal
{
    internal PhysAddr At;
    internal DmaBuffer Buffer;

    public static OpenTransfer<THal> Begin(DmaBuffer buffer, Device device)
    {
        var transfer = new OpenTransfer<THal> { Buffer = buffer };
        transfer.At = THal.Share(buffer, BufferDirection.Both);
        device.Program(transfer.At, buffer.Length);
        return transfer;
    }
}

/// <summary>The other class.</summary>
public static class OpenTransferExtensions
{
    public static int Finish<THal>(this OpenTransfer<THal> transfer, Device device)
        where THal : struct, IHal
    {
        device.Wait(10);
        THal.Unshare(transfer.At, transfer.Buffer, BufferDirection.Both);
        transfer.At = default;
        return device.Status;
    }

    public static int Run<THal>(DmaBuffer data, Device device)
        where THal : struct, IHal => OpenTransfer<THal>.Begin(data, device).Finish(device);
}
