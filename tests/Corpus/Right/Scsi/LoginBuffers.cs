using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A login with three buffers, unwound by labels that fall into each other.</summary>
public sealed unsafe class LoginBuffers<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    public int Login(string client, out uint version)
    {
        version = 0;
        int error = -12;
        DmaAllocation request = THal.DmaAlloc(1, DriverToDevice);
        if (request.Paddr == default)
        {
            goto Out;
        }

        DmaAllocation response = THal.DmaAlloc(2, DeviceToDriver);
        if (response.Paddr == default)
        {
            goto FreeRequest;
        }

        ReadOnlySpan<char> name = client.AsSpan(0, Math.Min(client.Length, 128));
        int length = System.Text.Encoding.ASCII.GetBytes(name, new Span<byte>(request.Vaddr + 8, 128));
        *(int*)request.Vaddr = length;
        *(int*)(request.Vaddr + 4) = 1;

        for (int retry = 0; retry < 10; retry++)
        {
            error = firmware.Execute(0x01, request.Paddr, response.Paddr);
            if (error != -11)
            {
                break;
            }

            Thread.Sleep(100);
        }

        if (error != 0)
        {
            goto FreeResponse;
        }

        version = *(uint*)(response.Vaddr + 4);
        if (version > 2)
        {
            error = -71;
        }

    FreeResponse:
        if (THal.DmaDealloc(response.Paddr, response.Vaddr, 2) != 0 && error == 0)
        {
            error = -5;
        }

    FreeRequest:
        if (THal.DmaDealloc(request.Paddr, request.Vaddr, 1) != 0 && error == 0)
        {
            error = -5;
        }

    Out:
        return error;
    }
}
